import { startAkamai } from '../../src/sandbox/start-akamai.ts'
import { largeAccount, type Size } from './large-account.ts'

// The sandbox in a process of its own, so that the scanning one's memory is its own. One line says where it is.
const size: Size = JSON.parse(process.argv[2] ?? '{}')
const sandbox = await startAkamai({ tls: false, port: 0, seed: largeAccount(size, Date.now()) })
process.once('SIGTERM', () => void sandbox.close())
console.log(JSON.stringify(sandbox))
