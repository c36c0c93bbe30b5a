import { CopyId, Facts, Page, Section } from '@gatehouse/ui'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere } from '../shell/place.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { Activity } from './activity.tsx'
import { activityParameters, isAlive } from './activity-span.ts'
import { Checklist } from './checklist.tsx'
import { NeedsYou } from './needs-you.tsx'
import { PutAway } from './put-away.tsx'
import { SpanChoice } from './span-choice.tsx'
import { texts } from './texts.ts'

function HomePage() {
  const { business, environment } = useHere()
  const { checklist } = useAnswer('getChecklist')
  const { activity } = useAnswer('getActivity', activityParameters(useSearchText()))
  const isShown = !checklist.is_put_away
  const isLiving = isAlive(activity) || !isShown
  return (
    <Page
      title={isLiving ? environment.name : texts.setUp(environment.name)}
      lead={isLiving ? texts.livingLead : texts.lead(business.name)}
      actions={isLiving ? <SpanChoice /> : <PutAway isAway={false} />}
    >
      {isShown && <Checklist isLiving={isLiving} />}
      {isLiving && <Activity activity={activity} />}
      <NeedsYou />
      <Section title={texts.addresses} reason={texts.addressesReason}>
        <Facts
          facts={[
            [texts.issuer, <CopyId key="issuer" value={environment.origin} />],
            [
              texts.discovery,
              <CopyId key="discovery" value={`${environment.origin}/.well-known/openid-configuration`} />,
            ],
            [texts.audience, <CopyId key="audience" value={`${environment.origin}/api`} />],
          ]}
        />
      </Section>
      {!isShown && <PutAway isAway />}
    </Page>
  )
}

export const homePage: PageDefinition = {
  load: ({ ask, search }) => [
    ask('getChecklist'),
    ask('getActivity', activityParameters(search)),
    ask('getMailSettings'),
    ask('getGoLiveChecklist', { environment_code: 'production' }),
  ],
  Component: HomePage,
}
