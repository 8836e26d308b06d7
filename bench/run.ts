type Bench = (args: string[]) => Promise<number>

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  ack: async () => (await import('./ack.ts')).ack,
  bundle: async () => (await import('./bundle.ts')).bundle,
  recovery: async () => (await import('./recovery.ts')).recovery,
  rotate: async () => (await import('./rotate.ts')).rotate,
  scan: async () => (await import('./scan.ts')).scan,
}

const [name = '', ...args] = process.argv.slice(2)
const load = Object.hasOwn(benches, name) ? benches[name] : undefined
if (load === undefined) {
  process.stderr.write(`Which benchmark? ${Object.keys(benches).join(', ')}.\n`)
  process.exitCode = 2
} else process.exitCode = await (await load())(args)
