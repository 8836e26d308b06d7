import type { WebClient } from '@slack/web-api'
import type { Form, View } from '../core/chat/views/view.ts'
import type { Posted, ReplyHandle } from '../core/ports/messenger.ts'
import { formAsView, renderForm } from './render-form.ts'
import { replyData } from './reply-data.ts'

/**
 * Opens a form as a modal. Slack gives three seconds and one use for that; after them the same fields go into an
 * answer to the asker, where they work as well.
 */
export const openModal = async (
  client: WebClient,
  reply: ReplyHandle,
  form: Form,
  answer: (view: View) => Promise<Posted>,
): Promise<Posted> => {
  const data = replyData(reply)
  if (data?.triggerId === undefined) return answer(formAsView(form))
  try {
    const opened = await client.views.open({ trigger_id: data.triggerId, view: renderForm(form, data.channel) })
    return { kind: 'ok', place: { platform: 'slack', conversation: data.user, message: opened.view?.id ?? 'modal' } }
  } catch {
    return answer(formAsView(form))
  }
}
