import { describe, expect, test } from 'vitest'
import { latelyLive, wasTakenOff } from '../../../src/core/inventory/lately-live.ts'
import type { Activation } from '../../../src/core/ports/edge-workers.ts'

const at = (minute: number): string => new Date(minute * 60_000).toISOString()

const activation = (version: string, minute: number, more: Partial<Activation> = {}): Activation => ({
  activationId: minute,
  edgeWorkerId: '1',
  version,
  network: 'PRODUCTION',
  status: 'COMPLETE',
  createdTime: at(minute - 5),
  lastModifiedTime: at(minute),
  ...more,
})

const versions = (
  all: readonly Activation[],
  live: readonly Activation[],
  sinceMinute: number,
  off: readonly Activation[] = [],
) => latelyLive({ all, live, off }, sinceMinute * 60_000).map((one) => [one.version, one.replacedAt / 60_000])

describe('what an edge may still serve', () => {
  const [first, second, third] = [activation('1', 10), activation('2', 50), activation('3', 60)]

  test('is everything that was live since then and is not now', () => {
    expect(versions([third, second, first], [third], 40)).toEqual([
      ['2', 60],
      ['1', 60],
    ])
    expect(versions([third, second, first], [third], 55)).toEqual([['2', 60]])
  })

  test('is nothing when nothing was replaced since', () => {
    expect(versions([third, second, first], [third], 61)).toEqual([])
    expect(versions([], [], 0)).toEqual([])
  })

  test('is not the live version, also when it was there before', () => {
    const again = activation('1', 70)
    expect(versions([again, second, first], [again], 65)).toEqual([['2', 70]])
  })

  test('is told of each network alone, and of finished activations alone', () => {
    const staging = activation('9', 58, { network: 'STAGING' })
    const failed = activation('8', 59, { status: 'ERROR' })
    expect(versions([staging, failed, first], [first, staging], 55)).toEqual([])
  })

  test('takes an activation without a time as history', () => {
    const { createdTime: _created, lastModifiedTime: _modified, ...timeless } = activation('0', 5)
    expect(versions([third, timeless], [third], 55)).toEqual([['0', 60]])
    expect(versions([timeless], [], 0)).toEqual([])
  })

  test('is a version that was taken off since then, until long enough after that', () => {
    const off = [activation('1', 70)]
    expect(versions([first], [], 65, off)).toEqual([['1', 70]])
    expect(versions([first], [], 71, off)).toEqual([])
    expect(versions([second, first], [], 45, off)).toEqual([
      ['2', 70],
      ['1', 70],
    ])
  })

  test('is not what is being taken off, was not taken off in the end, or went live again', () => {
    const pending = [activation('1', 70, { status: 'IN_PROGRESS' }), activation('1', 70, { status: 'ERROR' })]
    expect(versions([first], [], 65, pending)).toEqual([])
    const again = activation('1', 80)
    expect(versions([again, first], [again], 65, [activation('1', 70)])).toEqual([])
  })

  test('deactivations need not be asked for where something is live, or nothing ever was', () => {
    expect(wasTakenOff({ all: [first], live: [first] }, ['PRODUCTION'])).toBe(false)
    expect(wasTakenOff({ all: [first], live: [first] }, ['STAGING'])).toBe(false)
    expect(wasTakenOff({ all: [first], live: [] }, ['STAGING', 'PRODUCTION'])).toBe(true)
    expect(wasTakenOff({ all: [], live: [] }, ['STAGING', 'PRODUCTION'])).toBe(false)
  })
})
