const toast = document.getElementById('toast')
let hiding

/** Shows a sentence for a moment. */
export const tell = (text) => {
  toast.textContent = text
  toast.hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => {
    toast.hidden = true
  }, 6000)
}

/** Posts JSON to the sandbox; what it refuses is told, and undefined comes back. */
export const post = async (path, body) => {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (response.ok) return answer
    tell(answer.error ?? 'That did not work.')
  } catch {
    tell('The sandbox does not answer.')
  }
  return undefined
}
