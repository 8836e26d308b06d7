import type { Binding } from './plan.ts'

const counted = (n: number): string => `${n} EdgeWorker${n === 1 ? '' : 's'}`

const way = (binding: Binding): string => {
  const networks = new Set(binding.targets.map((target) => target.network))
  if (networks.size === 2) return 'first on the test network, then live'
  return networks.has('STAGING') ? 'on the test network' : 'on the live network'
}

const rotation = (binding: Binding): string => {
  const n = new Set(binding.targets.map((target) => target.edgeWorkerId)).size
  if (n === 0) return 'There is no EdgeWorker that the bot could give a new key to.'
  const { dead, compromised } = binding.options
  if (dead === true)
    return `This gives ${counted(n)} a working key again, as fast as is safe; the old key is dead already.`
  if (compromised === true)
    return `This gives ${counted(n)} a new key, as fast as is safe; the leaked key is switched off as soon as nothing uses it.`
  return `This gives ${counted(n)} a new key, ${way(binding)}; the old key is switched off when nothing uses it any more.`
}

/** One sentence free of jargon, with which every plan begins. */
export const headlineOf = (binding: Binding): string => {
  switch (binding.action) {
    case 'create':
      return binding.new?.length === 2
        ? 'This makes two new keys, one for the test network and one for live. Nothing that runs today changes.'
        : 'This makes a new key. Nothing that runs today changes.'
    case 'refresh':
      return 'This renews the key in place. No EdgeWorker is deployed.'
    case 'revoke':
      return 'This switches the key off for good, after one more look that nothing uses it.'
    case 'retry':
      return 'This goes on with a newer version that somebody deployed meanwhile.'
    case 'adopt':
      return 'This takes over a rotation that was found again.'
    case 'migrate':
    case 'rotate':
      return rotation(binding)
  }
}
