import type { FileConfig } from './config.ts'

/** True when any setting of the file is about Teams; then Teams is on, and must be set up in the environment. */
export const usesTeams = (file: Pick<FileConfig, 'people' | 'groups' | 'owners' | 'fallback'>): boolean =>
  file.people.some((person) => person.teams !== undefined) ||
  file.groups.some((group) => group.teamsGroup !== undefined) ||
  file.owners.some((owner) => owner.teams !== undefined) ||
  file.fallback.some((destination) => destination.kind === 'channel' && destination.platform === 'teams')
