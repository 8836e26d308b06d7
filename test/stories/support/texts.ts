import type { SeenMessage } from '../../../src/sandbox/slack/driver/driver.ts'

type Some = Readonly<Record<string, unknown>>

const isSome = (value: unknown): value is Some => typeof value === 'object' && value !== null

const textsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (!isSome(value)) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'text' && typeof inner === 'string' ? [inner] : textsIn(inner),
  )
}

/** Everything a reader sees of a message, buttons included, as one text. */
export const textOf = ({ text, blocks }: Pick<SeenMessage, 'text' | 'blocks'>): string =>
  [text, ...textsIn(blocks)].join('\n')

const elementsOf = (block: Some): readonly Some[] => {
  const elements = block['elements']
  return Array.isArray(elements) ? elements.filter(isSome) : []
}

/** The action ids of a message's buttons. */
export const buttonsOf = ({ blocks }: Pick<SeenMessage, 'blocks'>): readonly string[] =>
  blocks
    .filter((block) => block['type'] === 'actions')
    .flatMap(elementsOf)
    .map((element) => element['action_id'])
    .filter((id) => typeof id === 'string')

/** The same without the numbers that tell equals apart. */
export const actionsOf = (message: Pick<SeenMessage, 'blocks'>): readonly string[] =>
  buttonsOf(message).map((id) => id.replace(/#\d+$/, ''))
