import type { Owner } from '../../people/owner.ts'
import type { Platform } from '../../people/person.ts'
import type { Notice } from '../../request/notice.ts'
import { onCallMentions, ownerMentions } from '../../warning/mentions-of.ts'
import type { WarningSettings } from '../../warning/warning-settings.ts'
import { mentionSpans } from './mention-spans.ts'
import type { View } from './view.ts'

type Known = Pick<WarningSettings, 'people' | 'groups'>

/** An answer in a thread notifies nobody by itself: these mention whom they are for. */
const mentioned: Partial<Record<Notice, (owner: Owner, platform: Platform, known: Known) => readonly string[]>> = {
  held: ownerMentions,
  'still-held': ownerMentions,
  'source-wanted': ownerMentions,
  'source-still-wanted': ownerMentions,
  'source-back': ownerMentions,
  'held-for-days': onCallMentions,
  'uuid-changed': onCallMentions,
}

/** The notice as it stands in a thread of this platform, with those who must hear of it. */
export const withMentions = (
  view: View,
  notice: Notice,
  owner: Owner | undefined,
  { platform, known }: { readonly platform: Platform; readonly known: Known },
): View => {
  const mentions = owner === undefined ? [] : (mentioned[notice]?.(owner, platform, known) ?? [])
  if (mentions.length === 0) return view
  return { ...view, blocks: [...view.blocks, { kind: 'text', text: ['For ', ...mentionSpans(mentions, known), '.'] }] }
}
