import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { UnstyledButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useEffect } from 'react'
import classes from './search-button.module.css'
import { texts } from './texts.ts'

const importDialog = () => import('./search-dialog.tsx')
const SearchDialog = lazy(async () => ({ default: (await importDialog()).SearchDialog }))

/** Long enough after the page that its own parts come first. */
const PRELOAD_MS = 1_000

/** Opens the search, also by Control K or Command K. Its code is fetched after the page, so that no typed letter is lost. */
export function SearchButton() {
  const [isOpen, { open, close }] = useDisclosure()
  useHotkeys([['mod+K', open]], [])
  useEffect(() => {
    const timer = setTimeout(() => void importDialog().catch(() => undefined), PRELOAD_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <>
      <UnstyledButton className={classes['find']} onClick={open}>
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <span>{texts.searchHint}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </UnstyledButton>
      {isOpen && (
        <Suspense>
          <SearchDialog onClose={close} />
        </Suspense>
      )}
    </>
  )
}
