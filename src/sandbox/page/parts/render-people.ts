import type { Person } from '../../slack/world/seed.ts'
import type { World } from '../../slack/world/world.ts'
import { attribute, html } from '../html.ts'

const partOf = (world: World, { id, guest, teamId }: Person): string => {
  if (teamId !== undefined) return 'another workspace'
  if (guest === true) return 'guest'
  return [...world.state.groups.values()]
    .flatMap((one) => (one.people.includes(id) ? [`@${one.handle}`] : []))
    .join(', ')
}

/** The people whom one can be on the page, as the options of a menu; `data-part` says what each of them is here. */
export const renderPeople = (world: World, current: string): string =>
  html`${[...world.state.people.values()]
    .filter(({ bot, deactivated }) => bot !== true && deactivated !== true)
    .map((person) => {
      const { id, realName } = person
      const marks = html`${attribute('selected', id === current)}${attribute('data-part', partOf(world, person))}`
      return html`<option value="${id}"${marks}>${realName}</option>`
    })}`.text
