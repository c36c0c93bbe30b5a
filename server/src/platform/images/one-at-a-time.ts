import { Unavailable } from '#platform/errors'

const WAITING_MOST = 20

/**
 * Returns a function that runs pieces of work one after the other, however many come at once.
 *
 * @throws {Unavailable} `IMAGE_QUEUE_FULL` from the returned function when too many wait
 */
export function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (work) => {
    if (waiting >= WAITING_MOST) throw new Unavailable('IMAGE_QUEUE_FULL', 'Too many images are sent at once.', 2)
    waiting += 1
    const mine = last.then(work)
    last = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      waiting -= 1
    }
  }
}
