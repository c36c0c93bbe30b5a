import { CodeBlock, CopyId, Facts, Page, Section, TimeAgo } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { Actor, Subject } from './event-columns.tsx'
import { texts } from './texts.ts'

function EventPage() {
  const place = usePlace()
  const { event } = useAnswer('getLoggedEvent', { event_id: useParam('event') })
  const { org_code: code, trace_id: trace } = event
  return (
    <Page back={{ href: paths.events(place), label: texts.back }} title={event.type}>
      <Section title={texts.columns.type}>
        <Facts
          facts={[
            [texts.facts.id, <CopyId key="id" value={event.event_id} />],
            [texts.facts.when, <TimeAgo key="when" at={event.timestamp} />],
            [texts.facts.source, texts.sources[event.source]],
            [texts.facts.actor, <Actor key="actor" event={event} />],
            [texts.facts.subject, <Subject key="subject" event={event} />],
            [
              texts.facts.organization,
              code === null ? texts.nothing : <Link href={paths.organization(place, code)}>{code}</Link>,
            ],
            [
              texts.facts.trace,
              trace === null ? texts.nothing : <Link href={paths.trace(place, trace)}>{texts.openTrace}</Link>,
            ],
          ]}
        />
      </Section>
      <Section title={texts.data} reason={texts.dataReason}>
        <CodeBlock name={texts.data} code={JSON.stringify(event.data, undefined, 2)} />
      </Section>
    </Page>
  )
}

function Link({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <a className="link" href={href}>
      {children}
    </a>
  )
}

export const eventPage: PageDefinition = {
  load: ({ ask, params: { event = '' } }) => [ask('getLoggedEvent', { event_id: event })],
  Component: EventPage,
}
