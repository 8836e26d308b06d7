import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rescanFor } from '../../src/core/plan/rescan.ts'
import { type Story, startStory } from './support/story.ts'

let story: Story
beforeEach(async () => {
  story = await startStory()
})
afterEach(() => story.close())

/** Plan tools whose inventory is saved only when `save` is let go, and what happened in which order. */
const slowlySaving = () => {
  const happened: string[] = []
  const saving = Promise.withResolvers<void>()
  const tools = story.planTools
  const save: typeof tools.inventories.save = async (inventory) => {
    await saving.promise
    await wait(20)
    happened.push('saved')
    return tools.inventories.save(inventory)
  }
  return { happened, letGo: () => saving.resolve(), tools: { ...tools, inventories: { ...tools.inventories, save } } }
}

describe('a scan that something is made of', () => {
  test('is remembered meanwhile, and is so before the answer is given', async () => {
    const { happened, letGo, tools } = slowlySaving()
    const answer = await rescanFor(tools, 'acme', {}, async () => {
      happened.push('used')
      letGo()
      return 'made of it'
    })
    expect(answer).toBe('made of it')
    expect(happened).toEqual(['used', 'saved'])
  })

  test('is remembered also where nothing could be made of it', async () => {
    const { happened, letGo, tools } = slowlySaving()
    const asked = rescanFor(tools, 'acme', {}, async () => {
      letGo()
      throw new Error('Akamai is away')
    })
    await expect(asked).rejects.toThrow('Akamai is away')
    expect(happened).toEqual(['saved'])
  })
})
