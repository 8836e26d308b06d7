type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T]

/** T where a key that may be undefined may be missing instead. */
export type Present<T> = Omit<T, Optional<T>> & { [K in Optional<T>]?: Exclude<T[K], undefined> }

/** The object without its undefined keys. */
export const present = <T extends object>(value: T): Present<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>
