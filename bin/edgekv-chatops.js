#!/usr/bin/env node
// The program as it is shipped. Plain JavaScript, so that a Node that is too old for the rest can still find one that is not.
import { fileURLToPath } from 'node:url'
import { runToEnd } from '../scripts/run-to-end.mjs'
import { findNode, noNode } from '../scripts/set-up/find-node.mjs'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const node = findNode()

if (node === undefined) {
  process.stderr.write(`${noNode().message}\n`)
  process.exitCode = 1
} else if (node === process.execPath) {
  process.argv[1] = main
  await import(main)
} else {
  runToEnd(node, [main, ...process.argv.slice(2)])
}
