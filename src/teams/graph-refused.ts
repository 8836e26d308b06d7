/** Microsoft Graph answered with something else than success. */
export class GraphRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`Graph answered ${status}`)
    this.name = 'GraphRefused'
    this.status = status
  }
}
