const button = document.getElementById('beside')
const frame = document.getElementById('teams')

const show = (shown, address) => {
  if (shown && frame.src === '') frame.src = address
  frame.hidden = !shown
  button.setAttribute('aria-pressed', String(shown))
  document.body.classList.toggle('with-teams', shown)
}

/** Offers Teams beside the workspace, where the sandbox has it. */
export const offerTeams = async () => {
  const response = await fetch('/page/beside').catch(() => undefined)
  const { teams } = (await response?.json().catch(() => undefined)) ?? {}
  button.hidden = teams === undefined
  button.addEventListener('click', () => show(frame.hidden, teams))
}
