import { Page, Section } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { useHere, usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { Credentials } from './credentials.tsx'
import { EditApplicationForm } from './edit-application-form.tsx'
import { texts } from './texts.ts'
import { UrlsForm } from './urls-form.tsx'

export function applicationTabs(place: Place, id: string, open: 'overview' | 'quickStart' | 'tokens') {
  return [
    { href: paths.application(place, id), label: texts.overview, isOpen: open === 'overview' },
    { href: paths.quickStart(place, id), label: texts.quickStart, isOpen: open === 'quickStart' },
    { href: paths.applicationTokens(place, id), label: texts.tokens, isOpen: open === 'tokens' },
  ]
}

function ApplicationPage() {
  const place = usePlace()
  const { environment } = useHere()
  const id = useParam('application')
  const { application } = useAnswer('getApplication', { application_id: id })
  const { redirect_urls } = useAnswer('getCallbackURLs', { app_id: id })
  const { logout_urls } = useAnswer('getLogoutURLs', { app_id: id })
  return (
    <Page
      back={{ href: paths.applications(place), label: texts.title }}
      title={application.name}
      lead={texts.types[application.type][0]}
      tabs={applicationTabs(place, id, 'overview')}
    >
      <Section title={texts.credentials} reason={texts.credentialsReason}>
        <Credentials application={application} issuer={environment.origin} />
      </Section>
      {application.type !== 'm2m' && application.type !== 'device' && (
        <Section title={texts.urls} reason={texts.urlsReason}>
          <UrlsForm
            key={`callbacks ${redirect_urls.join(' ')}`}
            operation="replaceRedirectCallbackURLs"
            refresh="getCallbackURLs"
            label={texts.callbacks}
            applicationId={id}
            urls={redirect_urls}
          />
          <UrlsForm
            key={`logouts ${logout_urls.join(' ')}`}
            operation="replaceLogoutRedirectURLs"
            refresh="getLogoutURLs"
            label={texts.logouts}
            applicationId={id}
            urls={logout_urls}
          />
        </Section>
      )}
      <Section title={texts.details} reason={texts.detailsReason}>
        <EditApplicationForm key={id} application={application} />
      </Section>
      <DeleteThing
        operation="deleteApplication"
        input={{ parameters: { application_id: id } }}
        refresh={['getApplications']}
        after={paths.applications(place)}
        name={application.name}
        loss={texts.deleteLoss(application.name)}
        texts={texts}
      />
    </Page>
  )
}

export const applicationPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getCallbackURLs', { app_id: application }),
    ask('getLogoutURLs', { app_id: application }),
    ask('getApplicationSecrets', { application_id: application }),
  ],
  Component: ApplicationPage,
}
