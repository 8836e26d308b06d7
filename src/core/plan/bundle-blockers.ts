import { type ProblemCode, problemCodes } from '../bundle/problem-codes.ts'
import type { Stray } from '../inventory/bundle-contents.ts'
import { type Credential, matchOf } from '../inventory/credential.ts'
import { needHelper } from './bind-rotation.ts'
import type { Binding, Remark } from './plan.ts'
import type { FindingFacts, ReadBundle } from './plan-facts.ts'

/** Where a remark about a live bundle points. */
export const placeOf = ({ activation }: ReadBundle, more = ''): string =>
  `EdgeWorker ${activation.edgeWorkerId} ${activation.version} on ${activation.network}${more}`

const isStray =
  (token: Credential) =>
  (stray: Stray): boolean =>
    stray.uuid === token.uuid || (stray.fingerprint !== undefined && stray.fingerprint === token.fingerprint)

/** True when the token stands anywhere in the bundle that is no readable entry. */
export const hasStray = (bundle: ReadBundle, token: Credential): boolean => bundle.contents.strays.some(isStray(token))

const isCode = (code: string): code is ProblemCode => Object.hasOwn(problemCodes, code)

/** What keeps the file from being read, where the token stands in one that cannot be. */
const unreadable = (bundle: ReadBundle, stray: Stray): Remark | undefined => {
  const found = bundle.contents.problems.find(
    ({ code, path }) => path === stray.path && isCode(code) && problemCodes[code].blocks,
  )
  if (found === undefined) return undefined
  const place = `${found.path}:${found.line}`
  return {
    code: found.code,
    sentence: `${place} ${found.message}`,
    advice: found.advice,
    where: placeOf(bundle, ` ${place}`),
  }
}

/** The credential stands outside of the token file, or in one that cannot be read: the bot does not rewrite there. */
export const elsewhere = (bundle: ReadBundle, token: Credential): readonly Remark[] =>
  bundle.contents.strays.filter(isStray(token)).map(
    (stray) =>
      unreadable(bundle, stray) ?? {
        code: 'token-elsewhere',
        sentence: `${token.name} stands outside of the token file, at ${stray.path}:${stray.line}.`,
        advice: 'Move it into edgekv_tokens.js, deploy, then plan anew.',
        where: placeOf(bundle, ` ${stray.path}:${stray.line}`),
      },
  )

/** The label says one token, the credential another. */
export const disagreements = (bundle: ReadBundle, token: Credential): readonly Remark[] =>
  bundle.contents.entries
    .filter((entry) => {
      const match = matchOf(entry, token)
      return match === 'label' || (match === 'credential' && entry.name !== token.name)
    })
    .map((entry) => ({
      code: 'label-disagrees',
      sentence: `The entry ${entry.key} at ${entry.path}:${entry.line} says ${entry.name}, but its credential is another token's.`,
      advice: 'Mend the entry by hand, deploy, then plan anew.',
      where: placeOf(bundle, ` ${entry.path}:${entry.line}`),
    }))

const noHelper = (bundle: ReadBundle): Remark => {
  const { helper } = bundle.contents
  const known =
    helper === undefined
      ? 'There is no helper library that'
      : `The helper library (version ${helper.version ?? 'unknown'})`
  const why =
    helper === undefined
      ? 'can use references.'
      : 'cannot use references and was changed by hand, so it is not replaced.'
  return {
    code: helper === undefined ? 'helper-missing' : 'helper-modified',
    sentence: `${known} ${why}`,
    advice: 'Put edgekv.js 0.6.2 or newer into the bundle, deploy, then plan anew.',
    where: placeOf(bundle, ` ${helper?.path ?? 'edgekv.js'}`),
  }
}

const oldHelper = (bundle: ReadBundle): Remark => ({
  code: 'helper-too-old',
  sentence: `The helper library ${bundle.contents.helper?.version ?? 'unknown'} cannot use references.`,
  advice: 'Set rotation.helperLibrary to a copy of edgekv.js 0.6.2 or newer, or put it into the bundle.',
  where: placeOf(bundle, ` ${bundle.contents.helper?.path ?? 'edgekv.js'}`),
})

/** References need a helper library that can send them; only an unmodified one is replaced, where there is another. */
export const helperTooOld = (
  facts: FindingFacts,
  binding: Binding,
  users: readonly ReadBundle[],
): readonly Remark[] => {
  if (binding.new?.[0]?.generation !== 'auto-refreshing') return []
  return needHelper(users).flatMap((bundle) => {
    if (bundle.contents.helper?.released !== true) return [noHelper(bundle)]
    return facts.helperVersion === undefined ? [oldHelper(bundle)] : []
  })
}
