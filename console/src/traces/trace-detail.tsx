import { Copy, CopyId, Note, SettingLevel, Tag, TimeAgo } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useLateAnswer } from '../shell/api.ts'
import { browserName } from '../shell/browser-name.ts'
import { usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'
import classes from './traces.module.css'
import { personOf, sentenceOf, sinceBegin, titleOf, valueInWords, type Trace, type TraceStep } from './words.ts'

/** One trace as a time line: each step with its reason, what was known before, and what decided it. */
export function TraceDetail({ trace }: { readonly trace: Trace }) {
  return (
    <article className={classes['head']}>
      <h2>{`${texts.outcomes[trace.outcome]}: ${trace.reason}`}</h2>
      <Meta trace={trace} />
      <NextTry trace={trace} />
      <ol className={classes['steps']} aria-label={texts.steps}>
        {trace.steps.map((step, index) => (
          <Step key={index} trace={trace} step={step} number={index + 1} />
        ))}
      </ol>
    </article>
  )
}

function Meta({ trace }: { readonly trace: Trace }) {
  const place = usePlace()
  const { user, application, started_on, updated_on, user_agent: agent } = trace
  const seconds = Math.round((Date.parse(updated_on) - Date.parse(started_on)) / 1_000)
  return (
    <>
      <p className={`quiet ${classes['meta'] ?? ''}`}>
        {user ? (
          <a className="link" href={paths.user(place, user.id)}>
            {personOf(trace)}
          </a>
        ) : (
          <span>{texts.nobodyHelp}</span>
        )}
        {application && <ApplicationLink application={application} place={place} />}
        <span>
          <TimeAgo at={started_on} />, {texts.took(seconds)}
        </span>
        {user && (
          <a className="link" href={paths.events(place, { about: user.id })}>
            {texts.events}
          </a>
        )}
      </p>
      <p className={`quiet small ${classes['meta'] ?? ''}`}>
        <CopyId value={trace.id} />
        <Tag>{texts.kinds[trace.kind]}</Tag>
        <span title={agent}>
          {browserName(agent) ?? texts.unknownBrowser}, <code>{trace.ip_address}</code>
        </span>
        {trace.organization && (
          <a className="link" href={paths.organization(place, trace.organization.code)}>
            {trace.organization.name}
          </a>
        )}
      </p>
    </>
  )
}

interface ApplicationLinkProps {
  readonly application: NonNullable<Trace['application']>
  readonly place: Place
}

function ApplicationLink({ application: { id, name }, place }: ApplicationLinkProps) {
  if (name === null) return <span>{texts.deletedApplication}</span>
  return (
    <a className="link" href={paths.application(place, id)}>
      {name}
    </a>
  )
}

/** The sign-in of the same person that began next after this one was refused. */
function NextTry({ trace: { id, outcome, user, updated_on } }: { readonly trace: Trace }) {
  const place = usePlace()
  const isOver = outcome === 'refused' || outcome === 'cancelled'
  const asked = isOver && user ? ({ user_id: user.id, since: updated_on, page_size: 50 } as const) : undefined
  const later = useLateAnswer('getTraces', asked)
  const next = later?.next_token ? undefined : later?.traces.findLast((one) => one.id !== id)
  if (!next) return null
  return (
    <Note>
      {texts.nextTry} <TimeAgo at={next.started_on} />: {texts.outcomes[next.outcome].toLowerCase()}.{' '}
      <a className="link" href={paths.trace(place, next.id)}>
        {texts.openNext}
      </a>
    </Note>
  )
}

interface StepProps {
  readonly trace: Trace
  readonly step: TraceStep
  readonly number: number
}

function Step({ trace, step, number }: StepProps) {
  return (
    <li className={classes['step']} data-outcome={step.outcome}>
      <span className={classes['dot']} aria-hidden="true">
        {number}
      </span>
      <div>
        <div className={classes['title']}>
          <h3>{titleOf(step)}</h3>
          <time className="quiet small" dateTime={step.at} title={new Date(step.at).toLocaleString()}>
            {sinceBegin(trace, step)}
          </time>
        </div>
        <p>{sentenceOf(step.reason)}</p>
        <Why step={step} />
      </div>
    </li>
  )
}

function Why({ step }: { readonly step: TraceStep }) {
  const { known, settings, code, detail = {}, ip_address: ip } = step
  return (
    <dl className={classes['why']}>
      <dt>{texts.known}</dt>
      <dd>
        {known.length === 0 ? texts.nothingKnown : known.map((fact) => <Tag key={fact}>{texts.facts[fact]}</Tag>)}
      </dd>
      {settings.length > 0 && <dt>{texts.decidedBy}</dt>}
      {settings.length > 0 && (
        <dd>
          {settings.map((setting) => (
            <Setting key={setting.name} {...setting} />
          ))}
        </dd>
      )}
      {code !== undefined && <dt>{texts.code}</dt>}
      {code !== undefined && (
        <dd>
          <code>{code}</code>
          <Copy value={code} label={`Copy ${code}`} />
        </dd>
      )}
      {Object.entries(detail).flatMap(([name, value]) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name} value`}>
          <code>{value}</code>
        </dd>,
      ])}
      {ip !== undefined && <dt>{texts.from}</dt>}
      {ip !== undefined && <dd>{ip}</dd>}
    </dl>
  )
}

const SETTING_PAGES: Readonly<Record<string, (place: Place) => string>> = {
  email_method: paths.methods,
  is_self_sign_up_allowed: paths.policies,
  is_enumeration_protected: paths.attackProtection,
  allowed_domains: paths.policies,
  breached_sign_in: paths.attackProtection,
  is_bot_stop_on: paths.attackProtection,
  is_disposable_refused: paths.attackProtection,
  sign_up_allow_list: paths.attackProtection,
  sign_up_block_list: paths.attackProtection,
  is_latest_organization_entered: paths.policies,
}

function Setting({ name, value, source }: TraceStep['settings'][number]) {
  const place = usePlace()
  const { [name]: hrefOf } = SETTING_PAGES
  const words = texts.settings[name] ?? name
  return (
    <span>
      {hrefOf ? (
        <a className="link" href={hrefOf(place)}>
          {words}
        </a>
      ) : (
        words
      )}{' '}
      <code>{valueInWords(value)}</code> <SettingLevel source={source} isHere={false} />
    </span>
  )
}
