import type { Answer } from '@gatehouse/api-client'
import { CopyField, Note, Section } from '@gatehouse/ui'
import { Select, Stack, TextInput } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { ApiFrame } from './api-frame.tsx'
import { texts } from './texts.ts'

const TYPES = ['JWT', 'at+jwt'] as const

function ApiPage() {
  const place = usePlace()
  const id = useParam('api')
  const { api } = useAnswer('getAPI', { api_id: id, expand: 'token_typ' })
  return (
    <ApiFrame open="details">
      <Section title={texts.details} reason={api.is_management_api ? texts.systemReason : texts.detailsReason}>
        <CopyField label={texts.audience} value={api.audience} />
        {api.is_management_api ? <Note>{texts.systemReason}</Note> : <EditApiForm key={id} api={api} />}
      </Section>
      {!api.is_management_api && (
        <DeleteThing
          operation="deleteAPI"
          input={{ parameters: { api_id: id } }}
          refresh={['getAPIs', 'getApplicationAPIs']}
          after={paths.apis(place)}
          name={api.name}
          loss={texts.deleteLoss(api.name, api.scopes.length, api.applications.length)}
          texts={texts}
        />
      )}
    </ApiFrame>
  )
}

function EditApiForm({ api }: { readonly api: Answer<'getAPI'>['api'] }) {
  const typ: string = api.token_typ ?? 'JWT'
  const update = useOperationForm({
    operation: 'updateAPI',
    initialValues: { name: api.name, typ },
    validate: ({ name }) => (name.trim() === '' ? { name: texts.missing.name } : {}),
    inputOf: (values) => ({
      parameters: { api_id: api.id },
      body: { name: values.name.trim(), token_typ: TYPES.find((one) => one === values.typ) ?? 'JWT' },
    }),
    refresh: ['getAPI', 'getAPIs'],
    problems: texts.problems,
  })
  return (
    <OperationFormFrame of={update} submit={texts.save} saved={texts.saved}>
      <Stack gap="md">
        <TextInput label={texts.name} maxLength={64} {...update.form.getInputProps('name')} />
        <Select
          label={texts.tokenTyp}
          description={texts.tokenTypHelp}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          allowDeselect={false}
          data={TYPES}
          {...update.form.getInputProps('typ')}
        />
      </Stack>
    </OperationFormFrame>
  )
}

export const apiPage: PageDefinition = {
  load: ({ ask, params: { api = '' } }) => [
    ask('getAPI', { api_id: api }),
    ask('getAPI', { api_id: api, expand: 'token_typ' }),
  ],
  Component: ApiPage,
}
