import type { Answer } from '@gatehouse/api-client'
import { Face, State, TimeAgo, type Column } from '@gatehouse/ui'
import { Checkbox } from '@mantine/core'
import { paths, type Place } from '../paths.ts'
import { personName, texts } from './texts.ts'
import classes from './users-page.module.css'

type User = Answer<'filterUsers'>['users'][number]

const MOST_NAMED = 2

function several(names: readonly string[], none: string) {
  if (names.length === 0) return <span className="quiet">{none}</span>
  const more = names.length - MOST_NAMED
  return (
    <>
      {names.slice(0, MOST_NAMED).join(', ')}
      {more > 0 && <span className="quiet"> {texts.andMore(more)}</span>}
    </>
  )
}

/** Columns besides the person, by the names that the address has for them. */
const OPTIONAL = {
  organizations: {
    name: texts.columns.organizations,
    isExtra: true,
    show: ({ named_organizations = [] }) =>
      several(
        named_organizations.map(({ name }) => name),
        texts.none,
      ),
  },
  identities: {
    name: texts.columns.identities,
    isExtra: true,
    show: ({ identities = [] }) =>
      several([...new Set(identities.map(({ type }) => texts.kinds[type] ?? type))], texts.none),
  },
  lastSignIn: {
    name: texts.columns.lastSignIn,
    show: ({ last_signed_in }) => <TimeAgo at={last_signed_in} never={texts.never} />,
  },
  signIns: {
    name: texts.columns.signIns,
    isExtra: true,
    show: ({ total_sign_ins }) => total_sign_ins.toLocaleString(),
  },
  externalId: { name: texts.columns.externalId, isExtra: true, show: ({ provided_id }) => provided_id },
  created: { name: texts.columns.created, isExtra: true, show: ({ created_on }) => <TimeAgo at={created_on} /> },
  state: {
    name: texts.columns.state,
    show: ({ is_suspended }) =>
      is_suspended ? <State kind="stopped">{texts.suspended}</State> : <State kind="active">{texts.active}</State>,
  },
} as const satisfies Readonly<Record<string, Column<User>>>

const SHOWN = 'organizations,identities,lastSignIn,state'

/** Returns the names of the optional columns, in their order, and whether each is shown. */
export function columnChoices(columns = SHOWN) {
  const chosen = columns.split(',')
  return Object.entries(OPTIONAL).map(([key, { name }]) => ({ key, name, isShown: chosen.includes(key) }))
}

interface ShownColumns {
  /** The names of the optional columns, as the address has them. */
  readonly columns: string | undefined
  readonly picked: readonly string[]
  readonly onPick: (ids: readonly string[]) => void
}

export function columnsOf(place: Place, { columns, picked, onPick }: ShownColumns): readonly Column<User>[] {
  const chosen = columnChoices(columns).filter(({ isShown }) => isShown)
  const optional: Readonly<Record<string, Column<User>>> = OPTIONAL
  const toggle = (id: string) => onPick(picked.includes(id) ? picked.filter((one) => one !== id) : [...picked, id])
  return [
    {
      name: texts.columns.person,
      show: (user) => (
        <span className={classes['person']}>
          <Checkbox
            aria-label={texts.pick(personName(user))}
            checked={picked.includes(user.id)}
            onChange={() => toggle(user.id)}
          />
          <Face name={personName(user)} picture={user.picture} />
          <span>
            <a href={paths.user(place, user.id)}>{personName(user)}</a>
            {user.email && <div className="quiet small">{user.email}</div>}
          </span>
        </span>
      ),
    },
    ...chosen.flatMap(({ key }) => optional[key] ?? []),
  ]
}
