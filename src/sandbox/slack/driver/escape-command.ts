import type { World } from '../world/world.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const named = <T extends { readonly id: string; readonly name: string }>(items: Iterable<T>, name: string) =>
  [...items].find((item) => item.name === name)

/** What Slack makes of a command's text when the app's manifest says `should_escape`. */
export const escapeCommand = (world: World, text: string): string =>
  text
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(/(?<![\w<])@([a-z0-9._-]+)/g, (whole, name: string) => {
      const person = named(world.state.people.values(), name)
      return person === undefined ? whole : `<@${person.id}|${name}>`
    })
    .replace(/(?<![\w<])#([a-z0-9_-]+)/g, (whole, name: string) => {
      const channel = named(world.state.channels.values(), name)
      return channel === undefined ? whole : `<#${channel.id}|${name}>`
    })
