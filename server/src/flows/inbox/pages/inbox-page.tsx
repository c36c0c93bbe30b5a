import { Address, Field, Icon, safeHref, Shell, type PageFrame } from '#flows/pages'
import { formatRelative, formatTime } from '#platform/i18n'
import { inboxScript } from './inbox-script.ts'
import { inboxStyles } from './inbox-styles.ts'

/** A mail or text message as the inbox shows it. */
export interface InboxMessage {
  readonly id: string
  readonly channel: 'email' | 'sms'
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly code?: string | undefined
  readonly createdAt: Date
  /**
   * Where the mail is served as it looks. A document of its own, because this page's policy would refuse the mail's
   * styles, and that document's (`sandbox`, no scripts) must not be this page's.
   */
  readonly htmlHref?: string | undefined
}

export interface InboxPageProps extends PageFrame {
  /** Newest first. */
  readonly messages: readonly InboxMessage[]
  readonly now: Date
  /** Mail of this environment goes out as well. */
  readonly isSent: boolean
  /** The address filtered by, if any. */
  readonly to?: string | undefined
  /** Address of this page without query; the filter is a GET with `to`. */
  readonly action: string
  /** A stream of server-sent events: any message means that mail came. */
  readonly eventsHref?: string | undefined
}

/** Every mail and text message of an environment, for people who build: newest first, codes ready to copy. */
export function InboxPage(props: InboxPageProps) {
  const { t, messages, eventsHref, isSent } = props
  return (
    <Shell
      frame={props}
      wide
      heading={t('inbox.heading')}
      sentence={t(isSent ? 'inbox.sentence_sent' : 'inbox.sentence')}
      styles={inboxStyles}
      script={inboxScript}
    >
      <Filter {...props} />
      <div class="status">
        <p id="count" role="status">
          {t('inbox.count', { count: messages.length })}
        </p>
        {eventsHref && <p class="scripted-only">{t('inbox.live')}</p>}
      </div>
      <div id="messages" class="mails" data-events={eventsHref}>
        {messages.length === 0 && <Empty {...props} />}
        {messages.map((message) => (
          <Message page={props} message={message} />
        ))}
      </div>
    </Shell>
  )
}

function Filter({ t, action, to }: InboxPageProps) {
  return (
    <>
      <form method="get" action={action} class="filter">
        <Field name="to" label={t('inbox.filter')} value={to} autocomplete="off" optional />
        <button type="submit" class="button secondary">
          {t('inbox.filter_submit')}
        </button>
      </form>
      {to && (
        <p class="other">
          <a href={action}>{t('inbox.filter_clear')}</a>
        </p>
      )}
    </>
  )
}

function Empty({ t, to, isSent }: InboxPageProps) {
  return (
    <div class="empty">
      <Icon name="inbox" />
      <h2>{t(to ? 'inbox.empty.heading_filtered' : 'inbox.empty.heading')}</h2>
      <p>{to ? t('inbox.empty.filtered', { address: to }) : t(isSent ? 'inbox.empty.do_sent' : 'inbox.empty.do')}</p>
    </div>
  )
}

function Message({ page, message }: { page: InboxPageProps; message: InboxMessage }) {
  const { t, locale, now } = page
  const { id, channel, to, subject, text, code, createdAt } = message
  const isSms = channel === 'sms'
  const htmlHref = safeHref(message.htmlHref)
  return (
    <article class="mail" aria-labelledby={`subject-${id}`}>
      <h2 id={`subject-${id}`}>
        <bdi>{subject}</bdi>
      </h2>
      <p class="meta">
        {isSms && <span class="mark">{t('sms.inbox_mark')}</span>}
        <Address>{to}</Address>
        <time datetime={createdAt.toISOString()} title={formatTime(locale, createdAt)}>
          {formatRelative(locale, createdAt, now)}
        </time>
      </p>
      {code && <Code page={page} message={id} code={code} />}
      <div class="body">
        <details id={`mail-${id}`}>
          <summary id={`open-${id}`}>{t(isSms ? 'sms.inbox_text' : 'inbox.text')}</summary>
          <pre dir="auto" tabindex={0} role="region" aria-labelledby={`subject-${id}`}>
            {text}
          </pre>
          {htmlHref && (
            <a class="looks" href={htmlHref} target="_blank" rel="noopener noreferrer">
              {t('inbox.html')}
            </a>
          )}
        </details>
      </div>
    </article>
  )
}

function Code({ page: { t }, message, code }: { page: InboxPageProps; message: string; code: string }) {
  return (
    <div class="passcode">
      <output dir="ltr">{code}</output>
      <button
        type="button"
        class="button secondary scripted-only"
        id={`copy-${message}`}
        aria-label={t('inbox.copy_label', { code })}
        data-copies={code}
        data-copy={t('inbox.copy')}
        data-copied={t('inbox.copied')}
      >
        {t('inbox.copy')}
      </button>
    </div>
  )
}
