/** A call under way while something else is waited for. Its failure waits too, for whoever awaits it. */
export const meanwhile = <Answer>(call: Promise<Answer>): Promise<Answer> => {
  call.catch(() => undefined)
  return call
}
