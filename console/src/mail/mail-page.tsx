import { Facts, Page, Section } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { Delivery } from './delivery.tsx'
import { MailForm } from './mail-form.tsx'
import { texts } from './texts.ts'

function MailPage() {
  const { mail } = useAnswer('getMailSettings')
  return (
    <Page title={texts.title} lead={texts.lead}>
      <Section title={texts.now} reason={texts.nowReason}>
        <Facts
          facts={[
            [texts.through, texts.throughs[mail.sends_through]],
            [texts.as, mail.sends_as ? `${mail.sends_as.name} <${mail.sends_as.email}>` : texts.noSender],
          ]}
        />
        <InboxLink />
      </Section>
      <MailForm />
      <Section title={texts.delivery} reason={texts.deliveryReason}>
        <Delivery hasSender={mail.sends_as !== null} />
      </Section>
    </Page>
  )
}

/** Production has no inbox: operators must not read the codes of people. */
function InboxLink() {
  const { environment } = useHere()
  const place = usePlace()
  if (environment.is_production) return null
  return (
    <p className="quiet">
      {texts.inboxText}{' '}
      <a className="link" href={paths.inbox(place)}>
        {texts.inbox}
      </a>
    </p>
  )
}

export const mailPage: PageDefinition = {
  load: ({ ask }) => [ask('getMailSettings')],
  Component: MailPage,
}
