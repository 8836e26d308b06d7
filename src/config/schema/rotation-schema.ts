import { z } from 'zod'
import { anyText, count, duration, flag, listOf, moment } from './scalars.ts'

const freeze = z
  .strictObject(
    {
      from: moment('start'),
      to: moment('end').describe('A day counts whole.'),
      reason: anyText('a reason, for the people who have to wait'),
    },
    { error: 'a freeze: a mapping of from, to and reason' },
  )
  .refine(({ from, to }) => from < to, 'a freeze that ends after it begins')
  .transform(({ from, to, reason }) => ({ fromMs: from, toMs: to, reason }))

const wave = z.union([z.literal('all'), count(1, 1_000)], { error: 'a number of targets from 1 to 1000, or all' })

const waves = listOf(wave, 'targets such as [1, all]')
  .min(1, 'at least one wave')
  .refine((all) => all.indexOf('all') === all.length - 1, 'a list with all once, as the last')
  .default([1, 'all'])

export const rotationSchema = z
  .strictObject(
    {
      soak: duration({ min: '0s', max: '90d' }).prefault('24h').describe('From the last activation to the revocation.'),
      sourceDeadline: duration({ min: '0s', max: '365d' })
        .prefault('7d')
        .describe("How long the team's own source may lag; 0 leaves that gate out."),
      waves: waves.describe('How many targets at a time on each network.'),
      productionGate: flag(false, 'A second approval between staging and production.'),
      freezes: listOf(freeze, 'freezes').default([]).describe('No activation or revocation starts in one.'),
      helperLibrary: anyText('the path of a helper library (edgekv.js)')
        .exactOptional()
        .describe('For migration; relative to this file.'),
    },
    { error: 'a mapping of soak, sourceDeadline, waves, productionGate, freezes and helperLibrary' },
  )
  .prefault({})
