import type { AkamaiCall } from '../akamai/akamai-call.ts'
import { readContents } from '../bundle/read-contents.ts'
import { validateBundle } from '../bundle/validate-bundle.ts'
import { type Answer, json } from '../http/answer.ts'
import { badRequest } from './edgeworkers-problem.ts'

/** Always 200, whatever is wrong with the bundle. */
export const validate = (call: AkamaiCall): Answer => {
  if (!call.contentType.startsWith('application/gzip')) return badRequest('The content type must be application/gzip')
  return json(200, validateBundle(call.account, call.body, readContents(call.body), call.now))
}
