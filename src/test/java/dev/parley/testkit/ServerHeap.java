package dev.parley.testkit;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into the heap of another JVM of this machine, through its own management agent. */
final class ServerHeap {
  private ServerHeap() {}

  // The address comes from the JVM with this id, on this machine; nothing else is looked up.
  @SuppressWarnings("BanJNDI")
  static long usedAfterCollection(long pid) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
      try (JMXConnector connector =
          JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent()))) {
        MemoryMXBean memory =
            ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(),
                ManagementFactory.MEMORY_MXBEAN_NAME,
                MemoryMXBean.class);
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("cannot look into the JVM with process id " + pid, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
