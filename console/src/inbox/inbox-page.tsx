import { Note, Page, ReasonedButton } from '@gatehouse/ui'
import { Button, Group } from '@mantine/core'
import { inboxAt, paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { texts } from './texts.ts'

function InboxPage() {
  const place = usePlace()
  const { environment } = useHere()
  const { mail } = useAnswer('getMailSettings')
  const isSent = mail.sends_through !== 'inbox'
  const isOpen = !environment.is_production || !isSent
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Note>
        {isSent ? (isOpen ? texts.also : texts.out) : texts.stays} {isOpen && texts.where}
      </Note>
      <Group mt="lg">
        <ReasonedButton variant="filled" href={inboxAt(environment)} reason={isOpen ? undefined : texts.closed}>
          {texts.open}
        </ReasonedButton>
        <Button component="a" href={paths.mail(place)}>
          {texts.settings}
        </Button>
      </Group>
    </Page>
  )
}

export const inboxPage: PageDefinition = { load: ({ ask }) => [ask('getMailSettings')], Component: InboxPage }
