import type { Platform } from '../../people/person.ts'
import { listed } from '../../plan/listed.ts'

const names: Readonly<Record<Platform, string>> = { slack: 'Slack', teams: 'Teams' }

/** Of approvers who should have heard that the glass was broken, and whose group nobody could read there. */
export const untoldSentence = (group: string, untold: readonly Platform[]): string =>
  `Not every approver could be told: ${group} cannot be read in ${listed(untold.map((one) => names[one]))}. Please tell them; the bot does when it can.`
