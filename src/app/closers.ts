/** Things to let go of, last first; one that fails does not keep the others. */
export class Closers {
  readonly #steps: (() => Promise<unknown> | unknown)[] = []

  add<Thing>(thing: Thing, close: (thing: Thing) => Promise<unknown> | unknown): Thing {
    this.#steps.push(() => close(thing))
    return thing
  }

  async close(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) await Promise.resolve(step()).catch(() => undefined)
  }
}
