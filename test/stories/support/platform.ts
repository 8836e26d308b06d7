/** Where a story plays; on both, people type in Slack unless a test asks for somebody in Teams. */
export type StoryPlatform = 'slack' | 'teams' | 'both'

let platform: StoryPlatform = 'slack'

export const storyPlatform = (): StoryPlatform => platform

/** The stories that this file imports next are played here. */
export const playIn = (chosen: StoryPlatform): void => {
  platform = chosen
}
