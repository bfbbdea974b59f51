package org.angarium.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md, kept by the build. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .withImportOption(location -> !location.contains("-tests.jar") && !location.contains("/test-classes/")
          && !location.contains("/test/") && !location.contains("/jmh_generated/"))
      .importPackages("org.angarium");
  private static final String[] PURE = {"org.angarium.osi.ber..", "org.angarium.osi.transport..",
      "org.angarium.osi.session..",
      "org.angarium.osi.presentation..", "org.angarium.osi.acse..", "org.angarium.osi.rtse..",
      "org.angarium.osi.stack..",
      "org.angarium.x400.."};
  private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD = resideInAnyPackage("java.net..",
      "java.nio.channels..",
      "java.nio.file..", "java.util.concurrent..", "org.slf4j..", "java.sql..").or(
          nameMatching(
              "java\\.(lang\\.Thread|util\\.Random|time\\.Clock|time\\.InstantSource|io\\.File.*|util\\.Timer)"));

  private static DescribedPredicate<JavaClass> ours(String... packages) {
    return resideInAPackage("org.angarium..").and(DescribedPredicate.not(resideInAnyPackage(packages)));
  }

  @Test
  void theOsiStackIsALibraryOfItsOwn() {
    classes().that().resideInAPackage("org.angarium.osi..").should()
        .onlyDependOnClassesThat(resideInAnyPackage(
            "org.angarium.osi..", "java..", "jdk.net..", "org.slf4j..", "org.jspecify.."))
        .check(PRODUCT);
  }

  @Test
  void x400KnowsOfOsiOnlyBer() {
    noClasses().that().resideInAPackage("org.angarium.x400..").should()
        .dependOnClassesThat(ours("org.angarium.x400..",
            "org.angarium.osi.ber.."))
        .check(PRODUCT);
  }

  @Test
  void theMtaKnowsNeitherProgramNorLab() {
    noClasses().that().resideInAPackage("org.angarium.mta..").should()
        .dependOnClassesThat(ours("org.angarium.mta..",
            "org.angarium.osi..", "org.angarium.x400.."))
        .check(PRODUCT);
  }

  @Test
  void theProgramDoesNotKnowTheLab() {
    noClasses().that().resideInAPackage("org.angarium.app..").should().dependOnClassesThat().resideInAPackage(
        "org.angarium.lab..").check(PRODUCT);
  }

  @Test
  void protocolMachinesAndCodecsArePure() {
    noClasses().that().resideInAnyPackage(PURE).should().dependOnClassesThat(OUTSIDE_WORLD).check(PRODUCT);
  }

  @Test
  void theConnectorDecidesWithoutTheOutsideWorld() {
    noClasses().that(nameMatching(
        "org\\.angarium\\.mta\\.association\\.(Connector.*|AssociationRecovery|Demand|IdleWatch|Interruptions|Link|Links|"
            + "OpenRetry|OpeningHours|Openings|PeerPresence|Reachability|Resumptions|RunningTimers|Transfers|TurnPolicy|Turns)"))
        .should().dependOnClassesThat(OUTSIDE_WORLD).check(PRODUCT);
    noClasses().that().resideInAnyPackage("org.angarium.mta.routing..").should()
        .dependOnClassesThat(OUTSIDE_WORLD.and(
            DescribedPredicate.not(resideInAPackage("java.nio.file.."))))
        .check(PRODUCT);
  }

  @Test
  void onlyTheNetPackageHasSockets() {
    noClasses().that().resideInAnyPackage("org.angarium.osi..", "org.angarium.x400..", "org.angarium.mta..")
        .and()
        .resideOutsideOfPackage("org.angarium.osi.net..").should().dependOnClassesThat(nameMatching(
            "java\\.net\\.(Socket|ServerSocket)|java\\.nio\\.channels\\.(ServerSocketChannel|SocketChannel)"))
        .check(PRODUCT);
  }

  @Test
  void onlyLanesReadTheClock() {
    noClasses().that().resideInAnyPackage("org.angarium.osi..", "org.angarium.x400..", "org.angarium.mta..")
        .and()
        .resideOutsideOfPackage("org.angarium.mta.lane..").should().callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis").orShould()
        .callMethod(java.time.Clock.class, "systemUTC").check(PRODUCT);
  }

  @Test
  void onlyTheStoreKnowsSql() {
    noClasses().that().resideInAPackage("org.angarium..").and()
        .resideOutsideOfPackages("org.angarium.mta.store..",
            "org.angarium.lab..")
        .should().dependOnClassesThat().resideInAnyPackage("java.sql..", "org.sqlite..").check(PRODUCT);
  }

  @Test
  void onlyTheDirectoryPackageKnowsLdap() {
    noClasses().that().resideInAPackage("org.angarium..").and()
        .resideOutsideOfPackage("org.angarium.app.directory..").should().dependOnClassesThat()
        .resideInAPackage("com.unboundid..").check(PRODUCT);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.angarium.osi.(*)..").should().beFreeOfCycles().check(PRODUCT);
    slices().matching("org.angarium.x400.(*)..").should().beFreeOfCycles().check(PRODUCT);
    slices().matching("org.angarium.mta.(*)..").should().beFreeOfCycles().check(PRODUCT);
    slices().matching("org.angarium.app.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void namesAreNouns() {
    noClasses().that().resideInAPackage("org.angarium..").should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)").check(
            PRODUCT);
  }

  @Test
  void everyPackageIsNullMarked() {
    for (JavaClass each : PRODUCT) {
      assertThat(each.getPackage().isAnnotatedWith(NullMarked.class))
          .as("package-info.java of " + each.getPackageName())
          .isTrue();
    }
  }
}
