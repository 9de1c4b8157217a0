/** A destination of each kind. */
export const FORWARD = `forward:
  soc: { kind: splunk, sources: [findings, aws-cloudtrail], site: "https://splunk.example.com:8088", token_secret: acme/hec }
  azure:
    kind: sentinel
    sources: [findings]
    endpoint: https://acme.japaneast-1.ingest.monitor.azure.com
    dcr: dcr-0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f
    stream: Custom-Kumomori
    tenant_id: 0a1b2c3d-0000-4000-8000-000000000001
    client_id: 0a1b2c3d-0000-4000-8000-000000000003
    credential_secret: acme/azure
  lake:
    kind: security_lake
    sources: [findings, aws-cloudtrail]
    external_id_secret: acme/security-lake
    custom_sources:
      - class: detection_finding
        location: s3://aws-security-data-lake-ap-northeast-1-abc/ext/acme-findings/
        role: arn:aws:iam::777777777777:role/AmazonSecurityLake-Provider-acme-findings-ap-northeast-1
      - class: api_activity
        location: s3://aws-security-data-lake-ap-northeast-1-abc/ext/acme-api/
        role: arn:aws:iam::777777777777:role/AmazonSecurityLake-Provider-acme-api-ap-northeast-1
`;
