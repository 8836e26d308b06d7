import type { ServerResponse } from 'node:http'
import type { Answer } from './answer.ts'

export const sendAnswer = (response: ServerResponse, answer: Answer): void => {
  const bytes = bytesOf(answer)
  response.writeHead(answer.status, { ...answer.headers, 'content-length': String(bytes.length) })
  response.end(bytes)
}

const bytesOf = (answer: Answer): Uint8Array => {
  if (answer.bytes !== undefined) return answer.bytes
  return answer.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body))
}
