/** What Node's own printing looks for; named, so that the core needs no package for it. */
const inspected = Symbol.for('nodejs.util.inspect.custom')

/**
 * A token value in memory. Prints as `[secret]` wherever it is turned into text, JSON or a debug view;
 * only `reveal()` gives the value, and only the step that writes it into a bundle calls that.
 */
export class Secret {
  readonly #value: string

  private constructor(value: string) {
    this.#value = value
  }

  static of(value: string): Secret {
    return new Secret(value)
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspected](): string {
    return '[secret]'
  }
}
