package dev.vcond.storage.http;

/** What an operator reads about {@code storage.vcon_mcp}. */
final class McpGuide {
  static final String SETUP =
      """
      Start the vCon MCP server with its REST API (`/api/v1`), and give it one of its keys that may
      write and delete as `api_key`. Requests, headers and answers are those of `storage.http`; the
      document of a `GET` lies in the member `vcon` of the answer.

      That server takes a document apart into tables and gives back what it knows of it: what it does
      not know is lost. So `vcond get` shows what it answers, but a document that is missing in Redis
      is never replaced by it. Keep the document in another storage as well.
      """;

  static final String EXAMPLE =
      """
      storages:
        mcp:
          module: storage.vcon_mcp
          options:
            base_url: http://mcp.example.com:3000/api/v1
            api_key: ${VCON_MCP_KEY}
            transient_retries: 3
      """;

  private McpGuide() {}
}
