import type { Answer } from '@gatehouse/api-client'
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { paths, type Place } from '../paths.ts'
import classes from './checklist-item.module.css'
import { texts } from './texts.ts'

const words = texts.goLive

type Item = Answer<'getGoLiveChecklist'>['go_live']['items'][number]
type Code = keyof typeof words.items

const HREFS: Readonly<Record<Code, (place: Place) => string>> = {
  brand: (place) => paths.brand(place),
  mail_server: (place) => paths.mail(place),
  sms_provider: (place) => paths.sms(place),
  development_environment: (place) => paths.environment(place),
  terms_and_privacy_policy: (place) => paths.policies(place),
  default_roles: (place) => paths.roles(place),
}

function isKnown(code: string): code is Code {
  return code in words.items
}

/** One task before people come; a done one is struck out, an open one leads to where it is done. */
export function ChecklistItem({ item, place }: { readonly item: Item; readonly place: Place }) {
  const { code, is_done: isDone } = item
  const known = isKnown(code) ? { ...words.items[code], href: HREFS[code](place) } : undefined
  const Icon = isDone ? IconCircleCheck : IconCircleDashed
  return (
    <li className={classes['item']} data-done={isDone}>
      <Icon size={20} stroke={1.5} aria-hidden="true" />
      <div>
        <h3>
          <span className="visually-hidden">{isDone ? words.done : words.open}: </span>
          {known?.name ?? code}
        </h3>
        <p>{known?.text ?? item.text}</p>
        {known && !isDone && (
          <a className="link" href={known.href}>
            {known.link}
          </a>
        )}
      </div>
    </li>
  )
}
