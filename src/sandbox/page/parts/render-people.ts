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

/** The people whom one can be on the page, as the options of a menu. */
export const renderPeople = (world: World, current: string): string =>
  html`${[...world.state.people.values()]
    .filter(({ bot, deactivated }) => bot !== true && deactivated !== true)
    .map((person) => {
      const part = partOf(world, person)
      const [first = person.name] = person.realName.split(' ')
      const label = part === '' ? first : `${first} – ${part}`
      return html`<option value="${person.id}"${attribute('selected', person.id === current)}>${label}</option>`
    })}`.text
