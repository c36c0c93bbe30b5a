import type { Answer } from '@gatehouse/api-client'
import { EmptyState, ListTable, ReasonedButton, type Column } from '@gatehouse/ui'
import { Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { paths, type Place } from '../paths.ts'
import { useAnswer, useRefusal } from '../shell/api.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useGo } from '../shell/use-go.ts'
import { useParam } from '../shell/use-params.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import { texts } from './texts.ts'

const MACHINE = 'm2m' as const

type Application = Answer<'getOrganizationApplications'>['applications'][number]

function columnsOf(place: Place): readonly Column<Application>[] {
  return [
    { name: texts.machines.name, show: ({ id, name }) => <a href={paths.application(place, id)}>{name}</a> },
    { name: texts.machines.id, isExtra: true, show: ({ id }) => <code>{id}</code> },
  ]
}

function ApplicationsTab() {
  const place = usePlace()
  const code = useParam('organization')
  const { applications } = useAnswer('getOrganizationApplications', { org_code: code })
  const [isOpen, { open, close }] = useDisclosure()
  const add = (
    <ReasonedButton variant="filled" reason={useRefusal('createApplication')} onClick={open}>
      {texts.machines.add}
    </ReasonedButton>
  )
  return (
    <OrganizationFrame tab="applications" lead={texts.machines.lead} actions={add}>
      <ListTable
        label={texts.tabs.applications}
        columns={columnsOf(place)}
        rows={applications}
        keyOf={({ id }) => id}
        empty={<EmptyState title={texts.machines.emptyTitle}>{texts.machines.empty}</EmptyState>}
      />
      <Modal opened={isOpen} onClose={close} title={texts.machines.add}>
        <CreateMachineForm code={code} onCancel={close} />
      </Modal>
    </OrganizationFrame>
  )
}

function CreateMachineForm({ code, onCancel }: { readonly code: string; readonly onCancel: () => void }) {
  const place = usePlace()
  const go = useGo()
  const create = useOperationForm({
    operation: 'createApplication',
    initialValues: { name: '' },
    validate: ({ name }) => (name.trim() === '' ? { name: texts.machines.missing } : {}),
    inputOf: ({ name }) => ({ body: { name: name.trim(), type: MACHINE, org_code: code } }),
    refresh: ['getApplications', 'getOrganizationApplications', 'getOrganizationFigures'],
    onDone: ({ application }) => go(paths.application(place, application.id)),
    problems: texts.problems,
  })
  return (
    <OperationFormFrame of={create} submit={texts.machines.add} cancel={{ label: texts.cancel, onClick: onCancel }}>
      <Stack gap="md">
        <TextInput label={texts.machines.name} data-autofocus {...create.form.getInputProps('name')} />
        <p className="quiet">{texts.machines.next}</p>
      </Stack>
    </OperationFormFrame>
  )
}

export const organizationApplicationsPage: PageDefinition = {
  load: ({ ask, params: { organization = '' } }) => [
    ask('getOrganization', { code: organization }),
    ask('getOrganizationApplications', { org_code: organization }),
  ],
  Component: ApplicationsTab,
}
