package dev.parley.testkit;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs a test that a {@link Deviation} names on the server under test all the same: it must fail
 * there, and is reported as skipped, with the reason. One that passes has to be taken off the list.
 */
public final class Deviations implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context, method.getExecutable().getName());
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    run(invocation, context, method.getExecutable().getName());
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext dynamic, ExtensionContext context)
      throws Throwable {
    run(invocation, context, context.getDisplayName());
  }

  private static void run(Invocation<Void> invocation, ExtensionContext context, String name)
      throws Throwable {
    String test = testClass(context).getSimpleName() + "." + name;
    Optional<Deviation> deviation = Deviation.of(Server.chosen().name(), test);
    if (deviation.isEmpty()) {
      invocation.proceed();
      return;
    }
    try {
      invocation.proceed();
    } catch (Exception | AssertionError asKnown) {
      throw new TestAbortedException(deviation.get().reason(), asKnown);
    }
    throw new AssertionError(test + " passes: " + deviation.get() + " is no deviation any more");
  }

  /** That of a dynamic test stands further up. */
  private static Class<?> testClass(ExtensionContext context) {
    return context.getTestClass().orElseGet(() -> testClass(context.getParent().orElseThrow()));
  }
}
