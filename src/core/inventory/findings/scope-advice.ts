import type { Scope } from '../../token/scope.ts'
import { dataPolicy } from './data-policy.ts'
import { defaultNamespace } from './default-namespace.ts'
import type { Finding } from './finding.ts'
import { hiddenNamespace } from './hidden-namespace.ts'
import { leastPermission } from './least-permission.ts'
import { hiddenUsers } from './lock-list.ts'
import { noLock } from './no-lock.ts'
import { oneNetwork } from './one-network.ts'
import { onePurpose } from './one-purpose.ts'
import { sameAccessGroup } from './same-access-group.ts'
import type { AccountFacts, ScopedFacts } from './token-facts.ts'

/** What Akamai's best practices say of a token's rights, used or not. */
export const adviceOnScope = (facts: ScopedFacts): readonly Finding[] =>
  [
    hiddenNamespace,
    leastPermission,
    onePurpose,
    oneNetwork,
    noLock,
    sameAccessGroup,
    defaultNamespace,
    dataPolicy,
  ].flatMap((rule) => rule(facts))

/** The same of a token that is still to be made. */
export const adviceOnNew = (facts: AccountFacts, name: string, scope: Scope): readonly Finding[] =>
  [adviceOnScope, hiddenUsers].flatMap((rule) =>
    rule({
      ...facts,
      token: { name, uuid: '', expiry: '9999-12-31', expired: false, scope },
      usages: [],
    }),
  )
