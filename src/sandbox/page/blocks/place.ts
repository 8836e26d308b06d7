/** Where an element stands: that decides what using it means. */
export interface Place {
  readonly blockId: string
  /** In an input block its value is sent with the form; elsewhere using it is an action of its own. */
  readonly inForm: boolean
  /** The app is told of it while the form is still open. */
  readonly told?: boolean
}
