/** Where a cloud of Microsoft's takes logs, and who gives tokens for it. */
export interface AzureCloud {
  /** End of every logs ingestion endpoint's name. */
  readonly endpoints: string;
  /** Host of Microsoft Entra ID. */
  readonly login: string;
  /** What a token is asked for. */
  readonly scope: string;
}

/** Source: Microsoft Learn, "Logs Ingestion API in Azure Monitor" (audience of each cloud); the public cloud first. */
export const AZURE_CLOUDS = [
  {
    endpoints: '.ingest.monitor.azure.com',
    login: 'login.microsoftonline.com',
    scope: 'https://monitor.azure.com/.default',
  },
  {
    endpoints: '.ingest.monitor.azure.us',
    login: 'login.microsoftonline.us',
    scope: 'https://monitor.azure.us/.default',
  },
  {
    endpoints: '.ingest.monitor.azure.cn',
    login: 'login.chinacloudapi.cn',
    scope: 'https://monitor.azure.cn/.default',
  },
] as const satisfies readonly AzureCloud[];

/** The cloud an endpoint is in; undefined when it is none of Azure Monitor. */
export function azureCloudOf(endpoint: string): AzureCloud | undefined {
  const { hostname } = new URL(endpoint);
  return AZURE_CLOUDS.find(({ endpoints }) => hostname.endsWith(endpoints));
}
