/**
 * Device authorization (RFC 8628): a device without a browser of its own asks, a person decides in theirs.
 *
 * The endpoint gives a device code and a user code; the pages take the user code, bind it to the browser that typed it,
 * let the flow engine sign the person in by the methods of the device's application, and ask for the decision; the token
 * endpoint answers the polls. State and its rules are `#domain/device-codes`.
 *
 * Invariants: a link with the code in it begins nothing by itself; at any moment one browser has a request and no other
 * decides about it, and only with a form that was shown to the session that sends it; another browser takes a request over
 * by an explicit form only, and the one before is told; wrong codes are counted before they are looked
 * at, per browser, network and environment.
 *
 * Refuses: applications of another type than `device`, and audiences that they are not authorised for.
 */
export { DeviceCodePage, type DeviceCodePageProps } from './pages/device-code-page.tsx'
export { DeviceConsentPage, type DeviceConsentPageProps } from './pages/device-consent-page.tsx'
export { DeviceElsewherePage, type DeviceElsewherePageProps } from './pages/device-elsewhere-page.tsx'
export { DeviceEndPage, type DeviceEndPageProps } from './pages/device-end-page.tsx'
