const fromAddress = new URLSearchParams(location.hash.slice(1))

/** Who is looking at what; kept in the address, so that a reload shows the same. */
export const state = {
  user: fromAddress.get('user') ?? '',
  place: fromAddress.get('place') ?? '',
  thread: undefined,
  channel: undefined,
}

export const remember = () => {
  history.replaceState(undefined, '', `#${new URLSearchParams({ user: state.user, place: state.place })}`)
}

const read = new Map()
const keyOf = (place) => `${state.user} ${place}`

/** Marks what is newer than the person has seen; a place is seen while it is open. */
export const markUnread = (entries) => {
  for (const entry of entries) {
    const { place, latest } = entry.dataset
    const isFirstLook = !read.has(keyOf(place))
    if (place === state.place) read.set(keyOf(place), latest ?? '0')
    else if (isFirstLook) read.set(keyOf(place), '0')
    entry.classList.toggle('unread', (latest ?? '0') > read.get(keyOf(place)))
  }
}
