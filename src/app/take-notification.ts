import type { ChatTools } from '../core/chat/chat-tools.ts'
import { namesInText } from '../core/warning/names-in-text.ts'
import type { NotificationMail } from '../web/notifications-route.ts'

/** Asks for a look at every known token that a mail names, in every account. Gives how many. */
export const takeNotification = async (
  { accounts, inventories, warnings }: Pick<ChatTools, 'accounts' | 'inventories' | 'warnings'>,
  { subject, text }: NotificationMail,
): Promise<number> => {
  const inventory = await Promise.all(accounts.map((account) => inventories.load(account)))
  const requests = inventory.flatMap((one) =>
    namesInText(`${subject}\n${text}`, one?.tokens.map(({ name }) => name) ?? []).map((token) => ({
      account: one?.account ?? '',
      token,
    })),
  )
  await warnings.lookRequests.ask(requests)
  return requests.length
}
