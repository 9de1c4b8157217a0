import io.trino.filesystem.local.LocalFileSystemFactory;
import io.trino.plugin.hive.InternalHiveConnectorFactory;
import io.trino.server.testing.TestingTrinoServer;
import io.trino.spi.Plugin;
import io.trino.spi.connector.Connector;
import io.trino.spi.connector.ConnectorContext;
import io.trino.spi.connector.ConnectorFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Trino server of one node on the loopback address, its catalog `hive` over a folder: `local:///` is that folder.
 * Says `LISTENING <address>`, and ends when its standard input does.
 */
public final class TrinoServer {
    record Hive(Path root) implements ConnectorFactory {
        @Override
        public String getName() {
            return "hive";
        }

        @Override
        public Connector create(String catalog, Map<String, String> config, ConnectorContext context) {
            return InternalHiveConnectorFactory.createConnector(
                    catalog,
                    config,
                    context,
                    binder -> {},
                    Optional.empty(),
                    Optional.of(new LocalFileSystemFactory(root)),
                    Optional.empty());
        }
    }

    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        Map<String, String> limits = Map.of(
                "query.max-memory", "400MB",
                "query.max-memory-per-node", "400MB",
                "memory.heap-headroom-per-node", "200MB",
                "query.max-stage-count", "200");
        try (TestingTrinoServer server = TestingTrinoServer.builder().setProperties(limits).build()) {
            server.installPlugin(new Plugin() {
                @Override
                public Iterable<ConnectorFactory> getConnectorFactories() {
                    return List.of(new Hive(root));
                }
            });
            server.createCatalog("hive", "hive", Map.of(
                    "hive.metastore", "file",
                    "hive.metastore.catalog.dir", "local:///metastore",
                    "hive.security", "allow-all"));
            System.out.println("LISTENING " + server.getBaseUrl());
            while (System.in.read() >= 0) {
                // Nothing is said to it; it waits for the end.
            }
        }
        System.exit(0);
    }
}
