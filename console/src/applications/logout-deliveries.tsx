import type { Answer } from '@gatehouse/api-client'
import { Facts, ListTable, TimeAgo, type Column } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'

type Waiting = Answer<'getBackchannelLogoutDeliveries'>['waiting'][number]

const { deliveries: words } = texts

/** How the application took notices of sign-outs: the last accepted one, the last failure, and those tried again. */
export function LogoutDeliveries({ id }: { readonly id: string }) {
  const place = usePlace()
  const { delivered_on, failed_on, problem, waiting } = useAnswer('getBackchannelLogoutDeliveries', {
    application_id: id,
  })
  if (!delivered_on && !failed_on && waiting.length === 0) return <p className="quiet">{words.none}</p>
  const columns: readonly Column<Waiting>[] = [
    {
      name: words.columns.user,
      show: ({ user_id }) => (
        <a className="link" href={paths.user(place, user_id)}>
          <code>{user_id}</code>
        </a>
      ),
    },
    { name: words.columns.tries, show: ({ tries }) => tries },
    {
      name: words.columns.problem,
      show: (notice) => (notice.problem ? words.problemOf(notice.problem) : words.notTried),
    },
    { name: words.columns.next, show: ({ next_try_on }) => <TimeAgo at={next_try_on} /> },
  ]
  return (
    <>
      <Facts
        facts={[
          [words.delivered, <TimeAgo key="delivered" at={delivered_on} never={words.never} />],
          [words.failed, <Failure key="failed" at={failed_on} problem={problem} />],
        ]}
      />
      <ListTable label={words.waiting} columns={columns} rows={waiting} keyOf={(notice) => notice.id} empty={null} />
      <p>
        <a className="link" href={paths.events(place, { about: id, type: 'application.backchannel_logout_failed' })}>
          {words.abandoned}
        </a>
      </p>
    </>
  )
}

function Failure({ at, problem }: { readonly at: string | null; readonly problem: string | null }) {
  return (
    <>
      <TimeAgo at={at} never={words.never} />
      {problem && ` · ${words.problemOf(problem)}`}
    </>
  )
}
