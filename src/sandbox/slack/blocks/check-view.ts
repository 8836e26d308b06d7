import { isObject, type Json, type JsonObject, objectsOf } from '../json.ts'
import { boolean, object, oneOf, problem, string } from './check.ts'
import { checkViewBlocks } from './check-blocks.ts'
import { plainText } from './text-objects.ts'

const anything = () => {}

const common = {
  callback_id: string({ min: 0, max: 255 }),
  private_metadata: string({ min: 0, max: 3000 }),
  external_id: string({ min: 0, max: 255 }),
}

const modal = object({
  required: { type: oneOf('modal'), title: plainText(24), blocks: anything },
  optional: {
    ...common,
    submit: plainText(24),
    close: plainText(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
  rules: needsSubmit,
})

const home = object({ required: { type: oneOf('home'), blocks: anything }, optional: common })

function needsSubmit(view: JsonObject): readonly string[] {
  const asks = objectsOf(view['blocks']).some((block) => block['type'] === 'input')
  return asks && view['submit'] === undefined ? ['missing required field: submit (the view has input blocks)'] : []
}

/** What Slack would refuse in a view, in the words of `response_metadata.messages`. */
export const checkView = (view: Json, kind: 'modal' | 'home'): readonly string[] => {
  const problems: string[] = []
  if (!isObject(view)) return [problem('must be an object', '/view')]
  ;(kind === 'modal' ? modal : home)(view, '/view', problems)
  return [...problems, ...checkViewBlocks(view['blocks'] ?? null)]
}
