import { Figure, Note, Page, Section } from '@gatehouse/ui'
import { Button, Group, SimpleGrid } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { SmsForm } from './sms-form.tsx'
import { texts } from './texts.ts'

function SmsPage() {
  const { sms } = useAnswer('getSmsSettings')
  const place = usePlace()
  const isKept = sms.delivers_to === 'inbox' || sms.delivers_to === 'phones_and_inbox'
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Note kind={sms.delivers_to === 'nobody' ? 'warning' : 'plain'}>
        {texts.to[sms.delivers_to]}{' '}
        {isKept && (
          <a className="link" href={paths.inbox(place)}>
            {texts.inbox}
          </a>
        )}
      </Note>
      <Section title={texts.today} reason={texts.todayReason}>
        <Today />
        <Group>
          <Button component="a" href={paths.smsMessages(place)}>
            {texts.messages}
          </Button>
        </Group>
      </Section>
      <SmsForm />
    </Page>
  )
}

const FIGURES = ['used', 'delivered', 'failed', 'dropped'] as const

function Today() {
  const { today } = useAnswer('getSmsSettings').sms
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {FIGURES.map((name) => (
        <Figure
          key={name}
          {...texts.figures[name]}
          value={today[name].toLocaleString('en')}
          change={name === 'used' ? texts.ofLimit(today.limit) : undefined}
        />
      ))}
    </SimpleGrid>
  )
}

export const smsPage: PageDefinition = { load: ({ ask }) => [ask('getSmsSettings')], Component: SmsPage }
