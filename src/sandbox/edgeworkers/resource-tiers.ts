type Limit = readonly [limitName: string, limitValue: number, limitUnit: 'MILLISECOND' | 'COUNT' | 'BYTE']

const tier = (resourceTierId: number, resourceTierName: string, limits: readonly Limit[]) => ({
  resourceTierId,
  resourceTierName,
  edgeWorkerLimits: limits.map(([limitName, limitValue, limitUnit]) => ({ limitName, limitValue, limitUnit })),
})

const subRequests = 'Maximum number of HTTP sub-requests allowed from a parent request'

/** EdgeKV needs sub-requests, which the basic tier has only in the response provider. */
export const resourceTiers = [
  tier(100, 'Basic Compute', [
    ['Maximum CPU time during initialization', 30, 'MILLISECOND'],
    ['Maximum memory usage per event handler', 1_310_720, 'BYTE'],
    [subRequests, 0, 'COUNT'],
  ]),
  tier(200, 'Dynamic Compute', [
    ['Maximum CPU time during initialization', 30, 'MILLISECOND'],
    ['Maximum memory usage per event handler', 1_310_720, 'BYTE'],
    [subRequests, 1, 'COUNT'],
  ]),
]
