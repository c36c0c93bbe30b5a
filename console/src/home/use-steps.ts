import { inboxAt, paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { texts, wordOf, type ItemCode } from './texts.ts'

export interface Step {
  readonly code: ItemCode
  readonly title: string
  readonly text: string
  readonly isDone: boolean
  /** Where it is done; absent once it is. */
  readonly act?: Act | undefined
}

interface Act {
  readonly label: string
  readonly href: string
}

interface Words {
  readonly open: string
  readonly done: string
  readonly act: Act
}

/** Returns the steps of the checklist in words, with where each is done. */
export function useSteps(): readonly Step[] {
  const { checklist } = useAnswer('getChecklist')
  const words = useWords()
  return checklist.items.map(({ code, is_done: isDone }) => ({
    code,
    isDone,
    title: texts.items[code].title,
    text: isDone ? words[code].done : words[code].open,
    act: isDone ? undefined : words[code].act,
  }))
}

function useWords(): Readonly<Record<ItemCode, Words>> {
  const place = usePlace()
  const { business } = useHere()
  const { application, email_method: method } = useAnswer('getChecklist').checklist
  const { items } = useAnswer('getGoLiveChecklist', { environment_code: 'production' }).go_live
  const production = business.environments.find(({ is_production }) => is_production)
  const missing = items.filter(({ is_required, is_done }) => is_required && !is_done).length
  const { application: register, methods, sign_in: signIn, colleague, go_live: goLive } = texts.items
  return {
    application: {
      open: register.open,
      done: register.done(application?.name ?? ''),
      act: { label: register.act, href: paths.newApplication(place) },
    },
    methods: {
      open: methods.open(wordOf(texts.emailMethods, method)),
      done: methods.done,
      act: { label: methods.act, href: paths.methods(place) },
    },
    mail: useMailWords(),
    sign_in: {
      open: application ? signIn.open : signIn.openTry,
      done: signIn.done,
      act: application
        ? { label: signIn.act, href: paths.quickStart(place, application.id) }
        : { label: signIn.actTry, href: paths.trySignIn(place) },
    },
    colleague: {
      open: colleague.open,
      done: colleague.done,
      act: { label: colleague.act, href: paths.team(place) },
    },
    go_live: {
      open: missing > 0 ? goLive.lacks(missing) : goLive.open,
      done: goLive.done,
      act: { label: goLive.act, href: paths.goLive({ ...place, environment: production?.code ?? place.environment }) },
    },
  }
}

/** Mail lies in the inbox, but for production that has a mail server. */
function useMailWords(): Words {
  const place = usePlace()
  const { environment } = useHere()
  const { mail } = useAnswer('getMailSettings')
  const { open, done, act, actSettings } = texts.items.mail
  const isInbox = !environment.is_production || mail.sends_through === 'inbox'
  const link = isInbox ? { label: act, href: inboxAt(environment) } : { label: actSettings, href: paths.mail(place) }
  return { open, done, act: link }
}
